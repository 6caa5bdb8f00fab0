"""Which of these areas differ, and is the gap bigger than the doubt?"""

from dashboard import parts

parts.title("Which of these areas differ?")
