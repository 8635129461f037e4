"""The preview: a site on loopback that follows its files, for the eyes of those who write it."""
