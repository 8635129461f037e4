"""The ledger of quoted posts: records added, listed, protected and looked after."""
