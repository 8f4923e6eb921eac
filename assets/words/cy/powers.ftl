# Who may decide for the person, and how to object.
title = Eich tudalen
heading = Pwy all benderfynu ar eich rhan?
presumed = Dechreuwn o hyn: chi sy’n penderfynu. Dim ond lle mae’r gyfraith yn dweud hynny y gall rhywun arall, ac am un penderfyniad ar y tro.
nothing = Neb. Does dim wedi’i gofnodi.
seen_one = Dangosodd { $name } { $kind }, rhif { $number }, i’ch practis. Cofnododd eich practis hynny ar { $at }.
counts_until = Mae dau berson yn eich practis wedi’i weld. Mae’n cyfrif tan { $until } fan bellaf.
waits = Nid yw’n gwneud dim eto: rhaid i ail berson yn eich practis ei weld hefyd.
objected = Gwnaethoch wrthwynebu ar { $at }. Nid yw’n gwneud dim nes bod clinigydd wedi edrych arno eto.
record = Cofnododd clinigydd na allwch benderfynu nawr a ddylid dweud ie i { $what }. Mae hynny’n cyfrif tan { $until }.
help = Dyma’r help y maen nhw’n dweud a gawsoch:
any_word = Mae unrhyw ie, na neu stop gennych chi yn dod â’r cofnod hwnnw i ben ar unwaith.
object_heading = Ydych chi’n gwrthwynebu?
object_why = Nid oes angen dweud pam. O’r funud honno ni all neb benderfynu ar eich rhan yma.
object = Rwy’n gwrthwynebu. Fi sy’n penderfynu
tells_guardian = Dywedir wrth y gwarcheidwad, sy’n eich ateb. Gall clinigydd edrych arno eto.
short = Cofnododd eich practis y gall rhywun benderfynu ar eich rhan. Gallwch wrthwynebu.
read_more = Darllenwch beth sydd wedi’i gofnodi
