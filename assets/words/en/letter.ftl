# Letters, receipts and messages.
parcel_title = What would be sent
    .easy = This letter would be sent
    .picture = letter
parcel_to = To { $recipient }
    .easy = It goes to { $recipient }.
    .picture = place
parcel_to_chosen = To the service that you choose
    .easy = It goes to the service that you choose.
    .picture = place
parcel_until = They may use it until { $until }. If you end it earlier, it ends at once.
    .easy =
        They may use it until { $until }.
        You can end it earlier.
    .picture = day
label_name = Name
    .picture = person
label_phone = Phone
label_email = Email
label_interpreter = Interpreter
label_language = Language
label_helps = What helps to communicate
label_reading = How to write
label_own_words = Would like help with
said_yes_title = You said yes
    .easy = You said yes
    .picture = choice
said_yes = { $name }, you said yes to support with work from { $recipient }.
    .easy =
        { $name }, this is your letter.
        You said yes to support with work.
        { $recipient } will give you support.
    .picture = work
shares_heading = What may be shared
    .easy = What may be shared
    .picture = letter
until = It lasts until { $until }. Then we ask you again. If you do not answer, it ends.
    .easy =
        Your yes lasts until { $until }.
        Then we ask you again.
        If you do not answer, it ends.
    .picture = day
goes = It is not sent yet. It goes to { $recipient } on { $at }.
    .easy =
        It is not sent yet.
        It goes on { $at }.
    .picture = day
went = It went to { $recipient } on { $at }.
    .easy =
        It has been sent.
        It went on { $at }.
    .picture = letter
undo = Until then, one click on your page undoes it, and nothing leaves.
    .easy =
        You can undo it before then.
        Then nothing is sent.
    .picture = back
heard_heading = How you said it
    .easy = How you said it
    .picture = people
heard = How we heard it
    .picture = people
heard_in_person = in person
heard_phone = by phone
heard_online = online
heard_paper = on paper
typed = Who typed it
    .picture = person
typed_by_you = you
typed_by_staff = staff who heard you say it
typed_by_supporter = a supporter whom you named
typed_by_attorney = somebody who decided for you under a recorded power
interpreter = Who interpreted
interpreter_name = Their name or reference
interpreted_professional = A professional interpreter put the words into { $language } and back.
interpreted_brought = Somebody whom you brought put the words into { $language } and back. They are no professional interpreter.
interpreted_colleague = A member of staff put the words into { $language } and back.
interpreted_supporter = A supporter whom you named put the words into { $language } and back.
when_said = When you said it
    .picture = day
when_typed = When it was written down
    .picture = day
words_shown = The words you were shown
    .picture = paper
words_version = Their version
    .picture = paper
shown_standard = standard print
shown_large_print = large print
shown_easy_read = Easy Read
shown_plain_text = plain text
shown_audio = read aloud
language_en = English
language_cy = Welsh
language_other = another language
keep_heading = Keep these
    .easy = Keep these words
    .picture = lock
card = Your three words
    .picture = lock
card_yours = They open your own page, together with your private word or birth date. Keep them to yourself.
    .easy =
        These words open your own page.
        Keep them to yourself.
    .picture = lock
reference = Your reference, if you phone
    .picture = phone
nobody_may_require = Nobody may require you to show this.
    .easy = Nobody can make you show this letter.
    .picture = stop
left_title = You have left
    .easy = You have left
    .picture = stop
left = { $name }, you said that you want to leave. Sharing has stopped.
    .easy =
        { $name }, you said that you want to leave.
        Nothing is shared any more.
    .picture = stop
stopped_one_title = That has stopped
    .easy = That has stopped
    .picture = stop
stopped_one = { $name }, you stopped one thing. Your support goes on.
    .easy =
        { $name }, you stopped one thing.
        Your support goes on.
    .picture = stop
undone_title = It is undone
    .easy = It is undone
    .picture = back
undone = { $name }, your yes is undone. It was not sent.
    .easy =
        { $name }, your yes is undone.
        Nothing was sent.
    .picture = back
done_title = It is done
    .easy = It is done
    .picture = choice
done = { $name }, we wrote down what you told us.
    .easy = { $name }, we wrote down what you told us.
    .picture = paper
counts_from = It counts from
    .picture = day
had_gone = What was sent before had gone to { $recipients }.
    .easy =
        Something was sent before.
        It went to { $recipients }.
    .picture = letter
told_has_left = They are told “has left”, and nothing else.
    .easy =
        We tell them “has left”.
        We tell them nothing else.
    .picture = not-sent
nothing_had_gone = Nothing had left the practice.
    .easy = Nothing had been sent.
    .picture = not-sent
care_same = Your care stays the same.
    .easy = Your care stays the same.
    .picture = care
nothing_to_do = There is nothing more for you to do.
    .easy = You do not have to do anything.
    .picture = choice
come_back = You can come back any time. Ask your practice, or use a card.
    .easy =
        You can come back any time.
        Ask your practice, or use a card.
    .picture = back
message_title = A message for you
    .easy = A message for you
    .picture = letter
new_message = You have a new message. Sign in the usual way when it suits you.
    .easy =
        You have a new message.
        Sign in when it suits you.
    .picture = letter
new_message_support = You have a new message about your support. Sign in the usual way when it suits you.
    .easy =
        You have a new message about your support.
        Sign in when it suits you.
    .picture = letter
stop_texts = To stop texts reply STOP.
    .easy = To stop texts reply STOP.
    .picture = stop
left_for_you = Somebody else typed that you have left.
    .easy =
        Somebody who supports you wrote something down.
        They wrote that you have left.
    .picture = person
left_for_you_right = If that is right, there is nothing to do. Your care stays the same.
    .easy =
        If that is right, do nothing.
        Your care stays the same.
    .picture = care
left_for_you_wrong = If you did not leave, you can take it back on your page within 30 days, or tell your practice.
    .easy =
        Did you not want to leave?
        Tell your practice, or use your page.
        You have 30 days.
    .picture = back
word_forgotten = Your practice recorded that you forgot your private word.
    .easy =
        Your practice wrote something down.
        They wrote that you forgot your private word.
    .picture = person
word_forgotten_right = If that is right, there is nothing to do. Once two of them have recorded it, your word ends a week after you are told.
    .easy =
        If that is right, do nothing.
        In a week you choose a new word.
    .picture = care
word_forgotten_wrong = If you did not say so, tell your practice, or keep your word on your first page.
    .easy =
        If it is wrong, tell your practice.
        Or press the button on your first page.
    .picture = ask
to_sign_in = To sign in you need your card and your private word. Your practice can help by phone or at the desk.
    .easy =
        You need your card and your private word to sign in.
        Your practice can help you.
    .picture = lock
slip_heading = Cut here: a slip to hand in or post
    .easy = A slip to hand in or post
    .picture = paper
slip_tick = Tick one. You need no name, no reason and no internet.
    .easy =
        Tick one box.
        You do not have to say why.
        You do not have to write your name.
    .picture = choice
slip_all = (   ) I want to stop everything and leave.
    .easy = (   ) I want to stop everything.
    .picture = stop
slip_one = (   ) I want to stop one thing: ....................
    .easy = (   ) I want to stop this one thing: ....................
    .picture = stop
slip_pause = (   ) I want a pause. (Your coach writes a pause down.)
    .easy =
        (   ) I want a pause.
        Your coach writes it down.
    .picture = day
slip_reference = My reference
    .picture = phone
slip_no_reference = My reference, or the three words of my card: ....................
    .easy =
        My reference is: ....................
        Or write the three words of your card.
    .picture = lock
slip_day = The day on which I write this: ....................
    .easy = Today is: ....................
    .picture = day
slip_where = Give it to anybody at your practice, or post it there. A stop counts from the day that you write on it.
    .easy =
        Give it to anybody at your practice.
        Or you can post it there.
        We stop from the day that you write on it.
    .picture = place
