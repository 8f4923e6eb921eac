# Codi llais heb enw, a darllen yr ateb. Heb ei wirio gan gyfieithydd cymwys.
title = Codi llais
who_reads = Dywedwch wrth rywun nad yw’n gweithio i’r feddygfa na’r gwasanaeth. Nid oes angen enw arnoch.
if_page = Os oes gennych dudalen yma,
from_page = codwch ef o’ch tudalen
then_told = Wedyn cewch wybod, yn y ffordd ddiogel a ddewisoch, pan fydd ateb.
read_answer = Darllen yr ateb i rywbeth a godoch
we_have_it = Mae wedi ein cyrraedd
thank_you = Diolch am ddweud wrthym.
keep_words = Cadwch y tri gair hyn. Cânt eu dangos unwaith, ac maent yn agor yr ateb:
when = O fewn dau ddiwrnod gwaith bydd rhywun yn dweud ei fod ganddynt. Cewch ateb o fewn 20 diwrnod gwaith.
read_later = Darllen yr ateb yma yn nes ymlaen
became = Beth ddaeth ohono?
your_words = Eich tri gair
show_me = Dangos i mi
opens_nothing = Nid yw’r geiriau hyn yn agor dim. Gwiriwch bob gair
