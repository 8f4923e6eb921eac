# Geiriau gyda rhif ynddynt. Heb ei wirio gan gyfieithydd cymwys.
title = Efallai bod rhif Yswiriant Gwladol yn eich geiriau
not_needed = Nid oes ei angen ar neb yma. Gallwn ei adael allan.
without = Gyda’r rhif wedi’i adael allan, mae’n dweud:
mask = Cadw gyda’r rhif wedi’i guddio
keep = Cadw fel y mae
