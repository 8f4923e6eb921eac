# Pwy sy’n berchen ar bwy, a phwy sy’n talu pwy. Heb ei wirio gan gyfieithydd cymwys.
title = Pwy sy’n talu
heading = Pwy sy’n berchen ar bwy, a phwy sy’n talu pwy?
about = Dyma’r sefydliadau y mae’r gweinydd hwn yn eu hadnabod, a’r hyn y mae pob un wedi’i ddatgan amdano’i hun. Rydych yn darllen yr un peth cyn dweud ie.
each_service = Pwy sy’n talu am bob gwasanaeth:
benefits = Rhan o’r system budd-daliadau. Caiff ei henwi yma fel y gall y rheolau ei chau allan: ni all neb yno gael sedd, ac ni ellir anfon dim ati.
untrue = Gall datganiad fod yn anwir.
what_we_do = sy’n dweud beth a wnawn am hynny.
practice = Meddygfa
provider = Yn cyflogi hyfforddwyr
council = Cyngor
commissioner = Yn talu am wasanaethau, ac yn gofyn a ydynt yn gweithio
evaluator = Gwerthuswr annibynnol
service = Gwasanaeth arall
user_led = Dan arweiniad y bobl sy’n defnyddio gwasanaethau
witness = Yn gwylio’r log cyhoeddus
