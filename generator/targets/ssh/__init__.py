"""A folder of a server: releases beside each other and one link, by rsync or by SFTP."""
