"""A finished site as one zip and one page, to be handed on without a network."""
