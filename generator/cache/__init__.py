"""Cache: what was found out before, and whether it still holds; nothing here is ever needed.

Everything lies in the site's private folder, is sealed with a key that only this user has, and is
ignored when it is damaged, foreign or unreadable. So a folder that a stranger sends brings nothing
along, and whatever is missing is made again.
"""

PRIVATE = ".handbill"
