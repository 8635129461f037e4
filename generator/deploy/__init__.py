"""Publishing: a finished site goes to where readers find it."""
