"""Did it change?"""

from dashboard import parts

parts.title("Did it change?")
