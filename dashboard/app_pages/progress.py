"""What did the money do?"""

from dashboard import parts

parts.title("What did the money do?")
