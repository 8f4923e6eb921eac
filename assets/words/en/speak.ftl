# Speaking up without a name, and reading the answer.
title = Speak up
who_reads = Tell somebody who does not work for the practice or the service. You need no name.
if_page = If you have a page here,
from_page = raise it from your page
then_told = Then you are told by your safe channel when there is an answer.
read_answer = Read the answer to something you raised
we_have_it = We have it
thank_you = Thank you for telling us.
keep_words = Keep these three words. They are shown once, and open the answer:
when = Within two working days somebody says that they have it. You get an answer within 20.
read_later = Read the answer here later
became = What became of it?
your_words = Your three words
show_me = Show me
opens_nothing = These words open nothing. Check each word
