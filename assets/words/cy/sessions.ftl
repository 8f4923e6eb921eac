# Lle mae rhywun wedi mewngofnodi. Heb ei wirio gan gyfieithydd cymwys.
title = Ble rydych wedi mewngofnodi?
this_one = Dyma’r un rydych yn ei defnyddio.
not_known = Os nad ydych yn adnabod un o’r rhain, allgofnodwch ym mhobman. Yna dewiswch air preifat newydd.
everywhere = Allgofnodi ym mhobman
signed_in = Wedi mewngofnodi
on_shared = Ers { $since }, ar gyfrifiadur a rennir, tan { $until } fan hwyraf.
on_own = Ers { $since }, ar eich dyfais eich hun, tan { $until } fan hwyraf.
