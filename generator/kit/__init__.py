"""The share kit apart from pages: networks, messages and their counts, and what is drawn."""
