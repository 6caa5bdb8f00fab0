"""Errors that are shown as a sentence, never as a traceback.

DataError          a file or value cannot be used as it is; the sentence says what to do
"""


class DataError(Exception):
    """One or more plain sentences about data, each naming the file, row, column, value and what was expected."""

    def __init__(self, *sentences: str):
        self.sentences = sentences
        super().__init__("\n".join(sentences))
