"""The About page: what each number means."""
