# What is switched off, and legal demands.
off_heading = What is switched off?
off_how = One seat can switch off a practice, a service or one flow, at once. Two switch it on again.
off_while = While it is off nothing new is offered or sent there. Every way out still works.
off_none = Nothing is switched off.
off_by = Switched off by { $who } on { $at }.
on_again = Two seats switched it on again on { $at }.
off_now = Off.
on_asked = One seat asked on { $at } to switch it on. A second has not agreed.
law_heading = What did the law make us hand over?
law_nothing = Sayso sends nothing because of a legal demand. Two people must agree before anybody hands anything over, and then only a name and a way to make contact.
law_dwp = To the DWP, a Jobcentre or another part of the benefits system they cannot agree to anything here.
law_court = A court can still compel the organisations that hold information. This page then counts it.
law_caption = Legal demands by year
year = Year
who = Who demanded
came = Demands
handed = Something was handed over
