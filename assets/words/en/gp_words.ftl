# Words for the GP record.
title = Words to read
may_these = May these words go into your GP record?
heading = Words for your GP record
have_gone = These words have gone to your practice’s own system. Ask your practice if you want them taken out.
before = Before you decide
if_no = If you say no, nothing is written and nobody is told why. Your support stays the same.
answer = Your answer
yes = Yes, these words may go into my GP record
no = No, do not put them there
code = May they stand under a code as well?
code_hint = A code lets computers find and count such words. You need not have one.
no_code = No code, the words alone
with_code = With the code: { $code }.
clinician = After a yes, a clinician of your practice decides too.
take_back = You can take them back until they are in your record.
take = Take these words back
choose = Choose yes or no
