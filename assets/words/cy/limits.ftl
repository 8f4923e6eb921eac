# Yr hyn y mae neges yn cadw ato. Heb ei wirio gan gyfieithydd cymwys.
when = Pryd y caiff neges gyrraedd
when_hint = Mae neges yn aros tan hynny. Daw cod mewngofnodi ar unwaith, gan eich bod newydd ofyn amdano.
not_before = Ddim cyn
not_after = Ddim ar ôl
weekends = Nid ar ddydd Sadwrn na dydd Sul
shared = Mae pobl eraill yn gweld y ffôn, y post neu’r e-bost hwn
shared_hint = Yna nid yw neges hyd yn oed yn dweud eich enw.
sender = Gan bwy y dylai neges destun ymddangos ei bod yn dod? (dewisol)
sender_hint = Hyd at 11 nod. Er enghraifft: Garden club. Ni allwch ateb neges destun o’r fath.
later_end = Dewiswch ddiwedd sy’n hwyrach na’r dechrau
sender_letters = Defnyddiwch hyd at 11 o lythrennau, digidau neu fylchau, gyda llythyren yn eu plith
noon = 12 hanner dydd
midnight = hanner nos
am = { $hour }am
pm = { $hour }pm
