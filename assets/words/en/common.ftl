# What several pages and letters say.
# A text: the words of the page and the letter. Below it, where they differ:
#   .easy     Easy Read, one idea a line, 15 words at most in a sentence
#   .picture  the picture beside it in Easy Read, the same in every language
#   .aloud    when it is read aloud
same = { $what }
welsh_not_checked = These words were put into Welsh without a qualified translator. Nobody has checked them yet.
easy_not_checked = People who use Easy Read have not checked these words and pictures yet.
not_translated = This part is in English only.
to_read_aloud = This is to be read aloud. Read slowly. Stop where it says so.
pause = (Pause.)
skip_to_content = Skip to main content
back = Back
exit_page = Exit this page
exit_label = Leave this page quickly
sign_out = Sign out
your_page = Your page
continue_ = Continue
error_title = Error:
timeout_note = For your security, this page closes after { $minutes } minutes without activity.
timeout_note_hours = For your security, this page closes after { $hours } hours without activity.
stay_signed_in = Stay signed in
still_there = Are you still there?
closes_in = For your security, this page will close in { $minutes } minutes.
print_it = Print
save = Save
there_is_a_problem = There is a problem
account = Account
about_service = About this service
footer_promises = What we promise
footer_flows = Where data goes
footer_payers = Who owns and pays
footer_limits = What we cannot stop
footer_accessibility = Accessibility
