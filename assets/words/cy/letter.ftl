# Llythyrau, derbynebau a negeseuon. Heb ei wirio gan gyfieithydd cymwys.
parcel_title = Yr hyn a fyddai’n cael ei anfon
    .easy = Byddai’r llythyr hwn yn cael ei anfon
    .picture = letter
parcel_to = At { $recipient }
    .easy = Mae’n mynd at { $recipient }.
    .picture = place
parcel_to_chosen = At y gwasanaeth a ddewiswch
    .easy = Mae’n mynd at y gwasanaeth a ddewiswch.
    .picture = place
parcel_until = Cânt ei ddefnyddio tan { $until }. Os dewch ag ef i ben yn gynt, daw i ben ar unwaith.
    .easy =
        Cânt ei ddefnyddio tan { $until }.
        Gallwch ddod ag ef i ben yn gynt.
    .picture = day
label_name = Enw
    .picture = person
label_phone = Ffôn
label_email = E-bost
label_interpreter = Cyfieithydd ar y pryd
label_language = Iaith
label_helps = Yr hyn sy’n helpu i gyfathrebu
label_reading = Sut i ysgrifennu
label_own_words = Hoffai gael help gyda
said_yes_title = Fe ddywedoch ie
    .easy = Fe ddywedoch ie
    .picture = choice
said_yes = { $name }, fe ddywedoch ie i gymorth gyda gwaith gan { $recipient }.
    .easy =
        { $name }, dyma eich llythyr.
        Fe ddywedoch ie i gymorth gyda gwaith.
        Bydd { $recipient } yn rhoi cymorth i chi.
    .picture = work
shares_heading = Yr hyn y ceir ei rannu
    .easy = Yr hyn y ceir ei rannu
    .picture = letter
until = Mae’n para tan { $until }. Yna byddwn yn gofyn i chi eto. Os nad atebwch, daw i ben.
    .easy =
        Mae eich ie yn para tan { $until }.
        Yna byddwn yn gofyn i chi eto.
        Os nad atebwch, daw i ben.
    .picture = day
goes = Nid yw wedi’i anfon eto. Bydd yn mynd at { $recipient } { $at }.
    .easy =
        Nid yw wedi’i anfon eto.
        Bydd yn mynd { $at }.
    .picture = day
went = Aeth at { $recipient } { $at }.
    .easy =
        Mae wedi’i anfon.
        Aeth { $at }.
    .picture = letter
undo = Tan hynny, mae un clic ar eich tudalen yn ei ddadwneud, ac nid oes dim yn gadael.
    .easy =
        Gallwch ei ddadwneud cyn hynny.
        Wedyn nid oes dim yn cael ei anfon.
    .picture = back
heard_heading = Sut y dywedoch hynny
    .easy = Sut y dywedoch hynny
    .picture = people
heard = Sut y clywsom
    .picture = people
heard_in_person = wyneb yn wyneb
heard_phone = dros y ffôn
heard_online = ar-lein
heard_paper = ar bapur
typed = Pwy a’i teipiodd
    .picture = person
typed_by_you = chi
typed_by_staff = staff a’ch clywodd yn ei ddweud
typed_by_supporter = cefnogwr a enwyd gennych
typed_by_attorney = rhywun a benderfynodd ar eich rhan o dan bŵer a gofnodwyd
interpreter = Pwy fu’n cyfieithu ar y pryd
interpreter_name = Eu henw neu eu cyfeirnod
interpreted_professional = Rhoddodd cyfieithydd proffesiynol y geiriau mewn iaith arall ac yn ôl: { $language }.
interpreted_brought = Rhoddodd rhywun y daethoch â nhw y geiriau mewn iaith arall ac yn ôl: { $language }. Nid ydynt yn gyfieithydd proffesiynol.
interpreted_colleague = Rhoddodd aelod o staff y geiriau mewn iaith arall ac yn ôl: { $language }.
interpreted_supporter = Rhoddodd cefnogwr a enwyd gennych y geiriau mewn iaith arall ac yn ôl: { $language }.
when_said = Pryd y dywedoch hynny
    .picture = day
when_typed = Pryd y cafodd ei ysgrifennu
    .picture = day
words_shown = Y geiriau a ddangoswyd i chi
    .picture = paper
words_version = Eu fersiwn
    .picture = paper
shown_standard = print safonol
shown_large_print = print bras
shown_easy_read = Hawdd ei Ddeall
shown_plain_text = testun plaen
shown_audio = darllenwyd yn uchel
language_en = Saesneg
language_cy = Cymraeg
language_other = iaith arall
keep_heading = Cadwch y rhain
    .easy = Cadwch y geiriau hyn
    .picture = lock
card = Eich tri gair
    .picture = lock
card_yours = Maent yn agor eich tudalen eich hun, gyda’ch gair preifat neu’ch dyddiad geni. Cadwch nhw i chi’ch hun.
    .easy =
        Mae’r geiriau hyn yn agor eich tudalen eich hun.
        Cadwch nhw i chi’ch hun.
    .picture = lock
reference = Eich cyfeirnod, os ffoniwch
    .picture = phone
nobody_may_require = Ni chaiff neb fynnu eich bod yn dangos hwn.
    .easy = Ni all neb eich gorfodi i ddangos y llythyr hwn.
    .picture = stop
left_title = Rydych wedi gadael
    .easy = Rydych wedi gadael
    .picture = stop
left = { $name }, fe ddywedoch eich bod eisiau gadael. Mae’r rhannu wedi dod i ben.
    .easy =
        { $name }, fe ddywedoch eich bod eisiau gadael.
        Nid oes dim yn cael ei rannu mwyach.
    .picture = stop
stopped_one_title = Mae hynny wedi dod i ben
    .easy = Mae hynny wedi dod i ben
    .picture = stop
stopped_one = { $name }, rydych wedi stopio un peth. Mae eich cymorth yn parhau.
    .easy =
        { $name }, rydych wedi stopio un peth.
        Mae eich cymorth yn parhau.
    .picture = stop
undone_title = Mae wedi’i ddadwneud
    .easy = Mae wedi’i ddadwneud
    .picture = back
undone = { $name }, mae eich ie wedi’i ddadwneud. Ni chafodd ei anfon.
    .easy =
        { $name }, mae eich ie wedi’i ddadwneud.
        Ni chafodd dim ei anfon.
    .picture = back
done_title = Mae wedi’i wneud
    .easy = Mae wedi’i wneud
    .picture = choice
done = { $name }, rydym wedi ysgrifennu’r hyn a ddywedoch wrthym.
    .easy = { $name }, rydym wedi ysgrifennu’r hyn a ddywedoch wrthym.
    .picture = paper
counts_from = Mae’n cyfrif o
    .picture = day
had_gone = Roedd yr hyn a anfonwyd o’r blaen wedi mynd at { $recipients }.
    .easy =
        Anfonwyd rhywbeth o’r blaen.
        Aeth at { $recipients }.
    .picture = letter
told_has_left = Dywedir wrthynt “has left” (wedi gadael), a dim byd arall.
    .easy =
        Rydym yn dweud wrthynt “has left” (wedi gadael).
        Nid ydym yn dweud dim byd arall wrthynt.
    .picture = not-sent
nothing_had_gone = Nid oedd dim wedi gadael y feddygfa.
    .easy = Nid oedd dim wedi’i anfon.
    .picture = not-sent
care_same = Mae eich gofal yn aros yr un fath.
    .easy = Mae eich gofal yn aros yr un fath.
    .picture = care
nothing_to_do = Nid oes dim mwy i chi ei wneud.
    .easy = Nid oes rhaid i chi wneud dim.
    .picture = choice
come_back = Gallwch ddod yn ôl unrhyw bryd. Gofynnwch i’ch meddygfa, neu defnyddiwch gerdyn.
    .easy =
        Gallwch ddod yn ôl unrhyw bryd.
        Gofynnwch i’ch meddygfa, neu defnyddiwch gerdyn.
    .picture = back
message_title = Neges i chi
    .easy = Neges i chi
    .picture = letter
new_message = Mae gennych neges newydd. Mewngofnodwch yn y ffordd arferol pan fydd yn gyfleus.
    .easy =
        Mae gennych neges newydd.
        Mewngofnodwch pan fydd yn gyfleus i chi.
    .picture = letter
new_message_support = Mae gennych neges newydd am eich cymorth. Mewngofnodwch yn y ffordd arferol pan fydd yn gyfleus.
    .easy =
        Mae gennych neges newydd am eich cymorth.
        Mewngofnodwch pan fydd yn gyfleus i chi.
    .picture = letter
stop_texts = I atal negeseuon atebwch STOP.
    .easy = I atal negeseuon atebwch STOP.
    .picture = stop
left_for_you = Teipiodd rhywun arall eich bod wedi gadael.
    .easy =
        Ysgrifennodd rhywun sy’n eich cefnogi rywbeth.
        Ysgrifennodd eich bod wedi gadael.
    .picture = person
left_for_you_right = Os yw hynny’n gywir, nid oes dim i’w wneud. Mae eich gofal yn aros yr un fath.
    .easy =
        Os yw hynny’n gywir, peidiwch â gwneud dim.
        Mae eich gofal yn aros yr un fath.
    .picture = care
left_for_you_wrong = Os na wnaethoch adael, gallwch ei dynnu’n ôl ar eich tudalen o fewn 30 diwrnod, neu ddweud wrth eich meddygfa.
    .easy =
        Onid oeddech eisiau gadael?
        Dywedwch wrth eich meddygfa, neu defnyddiwch eich tudalen.
        Mae gennych 30 diwrnod.
    .picture = back
word_forgotten = Cofnododd eich meddygfa eich bod wedi anghofio eich gair preifat.
    .easy =
        Ysgrifennodd eich meddygfa rywbeth.
        Ysgrifennon nhw eich bod wedi anghofio eich gair preifat.
    .picture = person
word_forgotten_right = Os yw hynny’n gywir, nid oes dim i’w wneud. Wedi i ddau ohonynt ei gofnodi, daw eich gair i ben wythnos ar ôl i chi gael gwybod.
    .easy =
        Os yw’n gywir, gwnewch ddim.
        Mewn wythnos dewiswch air newydd.
    .picture = care
word_forgotten_wrong = Os na ddywedoch hynny, dywedwch wrth eich meddygfa, neu cadwch eich gair ar eich tudalen gyntaf.
    .easy =
        Os yw’n anghywir, dywedwch wrth eich meddygfa.
        Neu pwyswch y botwm ar eich tudalen gyntaf.
    .picture = ask
to_sign_in = I fewngofnodi mae angen eich cerdyn a’ch gair preifat arnoch. Gall eich meddygfa helpu dros y ffôn neu wrth y ddesg.
    .easy =
        Mae angen eich cerdyn a’ch gair preifat i fewngofnodi.
        Gall eich meddygfa eich helpu.
    .picture = lock
slip_heading = Torrwch yma: slip i’w roi i mewn neu ei bostio
    .easy = Slip i’w roi i mewn neu ei bostio
    .picture = paper
slip_tick = Ticiwch un. Nid oes angen enw, rheswm na’r rhyngrwyd.
    .easy =
        Ticiwch un blwch.
        Nid oes rhaid i chi ddweud pam.
        Nid oes rhaid i chi ysgrifennu eich enw.
    .picture = choice
slip_all = (   ) Rwyf eisiau stopio popeth a gadael.
    .easy = (   ) Rwyf eisiau stopio popeth.
    .picture = stop
slip_one = (   ) Rwyf eisiau stopio un peth: ....................
    .easy = (   ) Rwyf eisiau stopio’r un peth hwn: ....................
    .picture = stop
slip_pause = (   ) Rwyf eisiau saib. (Eich hyfforddwr sy’n cofnodi saib.)
    .easy =
        (   ) Rwyf eisiau saib.
        Eich hyfforddwr sy’n ei gofnodi.
    .picture = day
slip_reference = Fy nghyfeirnod
    .picture = phone
slip_no_reference = Fy nghyfeirnod, neu dri gair fy ngherdyn: ....................
    .easy =
        Fy nghyfeirnod yw: ....................
        Neu ysgrifennwch dri gair eich cerdyn.
    .picture = lock
slip_day = Y diwrnod yr wyf yn ysgrifennu hwn: ....................
    .easy = Heddiw yw: ....................
    .picture = day
slip_where = Rhowch ef i unrhyw un yn eich meddygfa, neu ei bostio yno. Mae stopio’n cyfrif o’r diwrnod a ysgrifennwch arno.
    .easy =
        Rhowch ef i unrhyw un yn eich meddygfa.
        Neu gallwch ei bostio yno.
        Rydym yn stopio o’r diwrnod a ysgrifennwch arno.
    .picture = place
