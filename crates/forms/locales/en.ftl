### What a duty officer reads and signs, in English. `fa.ftl` has the same messages with the same variables.

## Kinds: a heading, and what the message says in one sentence.

kind-pause = Pause
    .lead = { $author } pauses the line. Until it resumes, its silence means nothing.
kind-resume = Resumption
    .lead = { $author } resumes the line.
kind-free_text = Message
    .lead = { $author } says the following.
kind-test = Test of the line
    .lead = This is a test. { $author } asks for an acknowledgement and for nothing else.
kind-keep_alive = Sign of life
    .lead = { $author } is on the line.
kind-ack_read = Read
    .lead = An officer of { $author } has read the message named below. Reading it is no consent.
kind-correction = Correction
    .lead = { $author } corrects an earlier message. Both stand in the record.
kind-prenotify_deployment = Notice of a movement of forces
    .lead = { $author } gives notice of a movement of forces before it begins.
kind-carried_out = Act of which notice was due
    .lead = { $author } states that the act named below has been carried out.
kind-response_scale = Scale of an answer
    .lead = { $author } states in advance how far its answer goes, where, and when it ends.
kind-round_closed = Round closed
    .lead = For the part of { $author } this round is over.
kind-incident_claim = Incident claimed
    .lead = { $author } claims that the following happened. A claim establishes nothing.
kind-incident_reply = Reply to a claim
    .lead = { $act ->
        [admit] { $author } admits what was claimed.
        [contest] { $author } contests what was claimed.
        [deny] { $author } states that it did not happen as claimed.
       *[looking_into_it] { $author } is looking into what was claimed, and says when it answers.
    }
kind-self_defence_claim = Claim of self-defence
    .lead = { $author } states that it used force in self-defence.
kind-outsider_incident = Act of one who has not signed
    .lead = { $author } reports an act of one who has not signed, and asks to consult. No duty is suspended by this.
kind-occurrence = Occurrence
    .lead = { $act ->
        [counted] { $author } states that an act which the accord counts has occurred. Whose act it was is found apart from this.
        [strike] { $author } states that force was used outside any answer.
       *[hostilities] { $author } states that general hostilities have begun. The accord ends by them.
    }
kind-consult = Request to consult
    .lead = { $author } asks to meet.
kind-evidence = Evidence
    .lead = { $author } submits a package of evidence, which lies in its bulk log under the hash below.
kind-inquiry = Inquiry
    .lead = { $act ->
        [open] { $author } opens the inquiry named below, with all the evidence that it asks for.
       *[warn] { $author } gives the warning that the inquiry provides for.
    }
kind-red_line = Answer to a red line
    .lead = { $act ->
        [answer] { $author } uses an answer that the accord gives it.
       *[absorb] { $author } lets the crossing pass without an answer.
    }
kind-step_propose = Proposal of a step for a step
    .lead = { $author } proposes the following. It binds nobody until it is agreed.
kind-step_done = Step
    .lead = { $act ->
        [done] { $author } states that it has done what the step asks.
       *[stopped] { $author } states that it no longer does what the step asks.
    }
kind-declaration = Declaration
    .lead = { $author } declares the following value as its own.
kind-objection = Performance of a step
    .lead = { $act ->
        [allege] { $author } alleges that the step is not performed.
        [contest] { $author } contests what is said of the step.
       *[admit] { $author } admits that the step is not performed.
    }
kind-carve_out = Use of a humanitarian channel
    .lead = { $author } reports goods that pass the humanitarian channel.
kind-exchange_list = List for an exchange
    .lead = { $author } submits a list of persons. The record holds its hash and no names.
kind-exchange = Exchange of persons
    .lead = { $act ->
        [hand_over] { $author } states that persons have been handed over.
       *[decline] { $author } states that persons have declined to go.
    }
kind-verification_report = Verification report
    .lead = { $author } reports a measured value.
kind-finding = Finding
    .lead = { $act ->
        [report] { $author } reports on a step since its last report.
       *[find] { $author } finds, as the body that the accord names.
    }
kind-attribution = Attribution
    .lead = { $author } attributes the last occurrence.
kind-waiver_grant = Waiver
    .lead = { $act ->
        [grant] { $author } grants the waiver.
        [renew] { $author } renews the waiver for another term.
       *[revoke] { $author } revokes the waiver. Its wind-down begins.
    }
kind-waiver_use = Use of a waiver
    .lead = { $author } reports a volume drawn under the waiver.
kind-relief = Relief schedule
    .lead = { $act ->
        [turn] { $author } sets the relief schedule to the level below.
        [felt] { $author } states that one more level of the announced relief is felt.
        [clear] { $author } lets the relief pass its stage.
       *[refuse] { $author } holds the relief up at its stage.
    }
kind-release_request = Request for release
    .lead = { $author } asks for the release of money for humanitarian goods.
kind-release_decision = Decision on a tranche
    .lead = { $act ->
        [transfer] { $author } approves the transfer of the tranche.
        [reject] { $author } refuses the transfer of the tranche.
        [usable] { $author } states that the tranche is usable.
        [return] { $author } returns the tranche.
        [clear] { $author } lets the tranche pass its stage.
       *[refuse] { $author } holds the tranche up at its stage.
    }
kind-spend = Money spent
    .lead = { $author } reports money spent on humanitarian goods.
kind-dispute = Dispute
    .lead = { $act ->
        [start] { $author } starts the procedure about the step below.
        [settle] { $author } states that its complaint is settled.
        [stop] { $author } stops the procedure.
        [extend] { $author } extends the stage that runs.
       *[use] { $author } uses what the exhausted procedure opens.
    }
kind-vote = Vote
    .lead = { $act ->
        [find] { $author } votes on a finding.
        [stop] { $author } votes on stopping a procedure.
       *[extend] { $author } votes on extending a stage.
    }
kind-decision = Decision
    .lead = { $author } records the following decision.
kind-leave = Notice of leaving
    .lead = { $act ->
        [freeze] { $author } gives notice that it leaves the freeze.
        [undertaking] { $author } gives notice that it leaves its undertaking.
       *[accord] { $author } gives notice that it withdraws from the accord.
    }
kind-accession = Accession
    .lead = { $act ->
        [ask] { $author } asks to join.
        [consent] { $author } consents to the accession.
       *[refuse] { $author } refuses its consent to the accession.
    }
kind-public_statement_ref = Public statement
    .lead = { $author } has said the following in public. It changes no duty.
kind-watch_handover = Handover of the watch
    .lead = The watch of { $author } changes. Posts are named, not persons.
kind-access_request = Request for access
    .lead = { $author } asks for access to a site.
kind-access_reply = Reply on access
    .lead = { $act ->
        [granted] { $author } grants access.
        [managed] { $author } offers managed access.
       *[refused] { $author } refuses access.
    }
kind-membership = Change of a seat
    .lead = { $act ->
        [admit] { $author } gives notice that it admits the seat.
        [remove] { $author } gives notice that it removes the seat. What was sent before stays readable to it.
       *[rotate] { $author } gives notice that the seat changes its keys.
    }
kind-sounding = Sounding
    .lead = { $author } asks a hypothetical question. It offers nothing, admits nothing and may not be cited.
kind-second_signature = Second signature
    .lead = A second officer of { $author } stands behind the message that went out with one signature.
kind-export = Export
    .lead = { $author } says that what is named here left the line as a file.

## Labels of fields.

field-re = Concerning the message
field-text = Text
field-about = Subject
field-at = Time
field-from = From
field-until = Until
field-answer_by = Answer asked for by
field-zone = Zone
field-actor = Whose act
field-step = Step
field-quantity = Quantity
field-amount = Amount
field-waiver = Waiver
field-dial = Relief schedule
field-tranche = Tranche
field-red_line = Red line
field-inquiry = Inquiry
field-procedure = Procedure
field-freeze = Freeze
field-carve_out = Humanitarian channel
field-handover = Side of the exchange
field-notice = Notice
field-channel = Channel
field-statement = Statement allowed
field-undertaking = Undertaking
field-accession = Accession
field-body = Body
field-act = What is done
field-level = Level
field-answer = Answer number
field-count = Number of persons
field-hours = Hours
field-severity = Gravity
field-finding = Finding
field-vote = Vote
field-hash = Document (SHA-256)
field-size = Length in bytes
field-purpose = Purpose
field-units = What moves
field-target = Kind of target
field-category = Kind of goods
field-supplier = Supplier or buyer
field-site = Site
field-place = Place
field-exhibit = Evidence number
field-draft = Draft
field-relieved = Watch relieved
field-relieving = Watch relieving
field-clocks = Clocks running
field-seat = Seat
field-offer = If this side did
field-ask = would the other side

## Words of choices.

word-performed = performed
word-not_performed = not performed
word-for = for
word-against = against
word-defensive = defensive
word-exercise = exercise
word-rotation = rotation
word-relief = relief of forces
word-withdrawal = withdrawal
word-food = food
word-medicine = medicine
word-medical_equipment = medical equipment
word-agriculture = agriculture
word-water = water
word-civilian_relief = relief for civilians

## Times. Months of both calendars.

gregorian-1 = January
gregorian-2 = February
gregorian-3 = March
gregorian-4 = April
gregorian-5 = May
gregorian-6 = June
gregorian-7 = July
gregorian-8 = August
gregorian-9 = September
gregorian-10 = October
gregorian-11 = November
gregorian-12 = December
solar-1 = Farvardin
solar-2 = Ordibehesht
solar-3 = Khordad
solar-4 = Tir
solar-5 = Mordad
solar-6 = Shahrivar
solar-7 = Mehr
solar-8 = Aban
solar-9 = Azar
solar-10 = Dey
solar-11 = Bahman
solar-12 = Esfand
moment = { $day } { $month } { $year }, { $clock } UTC ({ $solar_day } { $solar_month } { $solar_year })
moment-here = { $moment }, { $place } { $clock }
clock-on-another-day = { $clock } on { $day } { $month }

## Around the form.

from = From { $author }, deposited { $time }.
from-draft = From { $author }. Not sent.
line = { $label }: { $value }
reply-within = An answer is asked for within { $hours } hours of its deposit.
reply-by = An answer is asked for by { $time }.
reply-none = No answer is asked for.
reply-accord = The clocks of the accord count, and no other.
silence-nothing = Silence means nothing.
silence-accord = Silence means what the accord says, and nothing beside it.
silence-line_in_doubt = If none comes the line is in doubt: use the other carrier.
silence-no_objection = If none comes nobody has objected. That is no consent.
silence-unanswered = If none comes the claim stands unanswered. That proves nothing.
silence-not_taken_up = If none comes the consultation was not taken up. No duty is suspended.
silence-declined = If none comes it is declined.
silence-refused = If none comes it counts as refused.
silence-round_open = If none comes the round is closed for the sender alone.
silence-watch_stays = If none comes the watch to be relieved still has the line.
silence-lapses = If none comes the question lapses, and nobody may cite it.
mark-waits = ONE SIGNATURE. Sent in an emergency; the second is due by { $time }.
mark-flagged = ONE SIGNATURE. Sent in an emergency; no second signature came within two hours.
mark-confirmed = Sent in an emergency; a second officer signed in time.
mark-unsigned = NOT SIGNED as its kind needs. It has no effect.
mark-draft = DRAFT. Nothing was sent; the second person must sign it first.
mark-hypothetical = HYPOTHETICAL
mark-remarks = It has remarks that this program does not know and that change nothing.

## Read aloud.

aloud-begin = Message from { $author }. { $title }.
aloud-spelled = I spell
aloud-figures = figures
aloud-point = point
aloud-percent = per cent
aloud-begins = begins with
aloud-hours = hours, universal time
aloud-end = End of message. Read it back.
