"""The page of the public record: what is published about the areas and the programme, each fact with its page."""
