# Yr hyn y mae’r dudalen gyntaf yn ei ddangos. Heb ei wirio gan gyfieithydd cymwys.
private = Eich gair preifat
opens_rest = Mae’n agor gweddill eich tudalen. Os nad oes gennych un eto:
choose_first = dewiswch un yn gyntaf
not_your_word = Nid dyna eich gair preifat
what_show = Beth ddylai eich tudalen gyntaf ei ddangos?
shoulder = Dim ond y dudalen honno y mae rhywun sy’n edrych dros eich ysgwydd yn ei gweld.
everything = Popeth
meeting = Fy nghyfarfod nesaf, a dim byd arall
rest = Mae’r gweddill yn agor gyda’ch gair preifat.
save = Cadw
