# Who owns and pays whom.
title = Who pays
heading = Who owns and pays whom?
about = These are the organisations that this server knows, and what each has declared about itself. You read the same before you say yes.
each_service = Who pays for each service:
benefits = Part of the benefits system. It is named here so that the rules can shut it out: nobody there can have a seat, and nothing can be sent to it.
untrue = A declaration can be untrue.
what_we_do = says what we do about that.
practice = GP practice
provider = Employs coaches
council = Council
commissioner = Pays for services, and asks whether they work
evaluator = Independent evaluator
service = Another service
user_led = Led by the people who use services
witness = Watches the public log
