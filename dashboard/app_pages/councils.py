"""How was the relationship with the councils?"""

from dashboard import parts

parts.title("How was the relationship with the councils?")
