"""What was sought, offered and won?"""

from dashboard import parts

parts.title("What was sought, offered and won?")
