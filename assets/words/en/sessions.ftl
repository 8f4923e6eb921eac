# Where somebody is signed in.
title = Where are you signed in?
this_one = This is the one you are using
not_known = If you do not know one of these, sign out everywhere. Then choose a new private word.
everywhere = Sign out everywhere
signed_in = Signed in
on_shared = Since { $since }, on a shared computer, until { $until } at the latest.
on_own = Since { $since }, on a device of your own, until { $until } at the latest.
