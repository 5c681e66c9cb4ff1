### آنچه افسر نگهبان می‌خواند و امضا می‌کند، به فارسی. همان پیام‌ها و همان متغیرهای `en.ftl`.

## گونه‌های پیام: عنوان، و مضمون پیام در یک جمله.

kind-pause = توقف موقت
    .lead = { $author } خط را موقتاً متوقف می‌کند. تا از سر گرفتن آن، سکوتش هیچ معنایی ندارد.
kind-resume = از سر گرفتن
    .lead = { $author } خط را از سر می‌گیرد.
kind-free_text = پیام
    .lead = { $author } مطلب زیر را اعلام می‌کند.
kind-test = آزمایش خط
    .lead = این یک آزمایش است. { $author } تنها خواهان اعلام وصول است و بس.
kind-keep_alive = نشانهٔ برقراری
    .lead = { $author } بر خط حاضر است.
kind-ack_read = خوانده شد
    .lead = یکی از افسران { $author } پیام یادشده را خوانده است. خواندن به معنای پذیرش نیست.
kind-correction = اصلاحیه
    .lead = { $author } پیام پیشین را اصلاح می‌کند. هر دو در سابقه می‌مانند.
kind-prenotify_deployment = اطلاع قبلی از جابه‌جایی نیرو
    .lead = { $author } جابه‌جایی نیرو را پیش از آغاز آن اطلاع می‌دهد.
kind-carried_out = انجام عملی که اطلاع قبلی می‌خواست
    .lead = { $author } اعلام می‌کند که عمل یادشده انجام شده است.
kind-response_scale = دامنهٔ پاسخ
    .lead = { $author } پیشاپیش اعلام می‌کند که پاسخش تا چه حد است، کجا، و کی پایان می‌یابد.
kind-round_closed = پایان دور
    .lead = از سوی { $author } این دور پایان یافته است.
kind-incident_claim = ادعای وقوع رویداد
    .lead = { $author } ادعا می‌کند که رویداد زیر رخ داده است. ادعا چیزی را ثابت نمی‌کند.
kind-incident_reply = پاسخ به ادعا
    .lead = { $act ->
        [admit] { $author } آنچه ادعا شده را می‌پذیرد.
        [contest] { $author } به آنچه ادعا شده اعتراض دارد.
        [deny] { $author } اعلام می‌کند که رویداد به صورت ادعاشده رخ نداده است.
       *[looking_into_it] { $author } آنچه ادعا شده را بررسی می‌کند و زمان پاسخ خود را اعلام می‌دارد.
    }
kind-self_defence_claim = ادعای دفاع مشروع
    .lead = { $author } اعلام می‌کند که در دفاع مشروع به زور متوسل شده است.
kind-outsider_incident = عمل غیرامضاکننده
    .lead = { $author } عملی از یک غیرامضاکننده را گزارش می‌دهد و خواهان رایزنی است. این امر هیچ تعهدی را معلق نمی‌کند.
kind-occurrence = رویداد
    .lead = { $act ->
        [counted] { $author } اعلام می‌کند که عملی که توافق آن را می‌شمارد رخ داده است. انتساب آن جداگانه تعیین می‌شود.
        [strike] { $author } اعلام می‌کند که خارج از هر پاسخ مجازی به زور توسل شده است.
       *[hostilities] { $author } اعلام می‌کند که مخاصمات عمومی آغاز شده است. توافق با آن پایان می‌یابد.
    }
kind-consult = درخواست رایزنی
    .lead = { $author } خواهان دیدار است.
kind-evidence = مدارک
    .lead = { $author } بسته‌ای از مدارک ارائه می‌دهد که با درهم‌سازی زیر در سابقهٔ پیوست‌های آن قرار دارد.
kind-inquiry = استعلام
    .lead = { $act ->
        [open] { $author } استعلام یادشده را با همهٔ مدارک لازم آغاز می‌کند.
       *[warn] { $author } هشدار پیش‌بینی‌شده در استعلام را می‌دهد.
    }
kind-red_line = پاسخ به عبور از خط قرمز
    .lead = { $act ->
        [answer] { $author } از پاسخی که توافق به آن داده استفاده می‌کند.
       *[absorb] { $author } از این عبور بدون پاسخ می‌گذرد.
    }
kind-step_propose = پیشنهاد گام در برابر گام
    .lead = { $author } پیشنهاد زیر را می‌دهد. تا زمان توافق برای هیچ‌کس الزام‌آور نیست.
kind-step_done = گام
    .lead = { $act ->
        [done] { $author } اعلام می‌کند که آنچه گام می‌خواهد انجام داده است.
       *[stopped] { $author } اعلام می‌کند که دیگر آنچه گام می‌خواهد انجام نمی‌دهد.
    }
kind-declaration = اظهارنامه
    .lead = { $author } مقدار زیر را دربارهٔ خود اظهار می‌کند.
kind-objection = اجرای گام
    .lead = { $act ->
        [allege] { $author } ادعا می‌کند که گام اجرا نشده است.
        [contest] { $author } به آنچه دربارهٔ گام گفته شده اعتراض دارد.
       *[admit] { $author } می‌پذیرد که گام اجرا نشده است.
    }
kind-carve_out = استفاده از مجرای بشردوستانه
    .lead = { $author } عبور کالا از مجرای بشردوستانه را گزارش می‌دهد.
kind-exchange_list = فهرست برای تبادل
    .lead = { $author } فهرستی از اشخاص ارائه می‌دهد. سابقه تنها درهم‌سازی آن را دارد و نه نام‌ها را.
kind-exchange = تبادل اشخاص
    .lead = { $act ->
        [hand_over] { $author } اعلام می‌کند که اشخاص تحویل داده شده‌اند.
       *[decline] { $author } اعلام می‌کند که اشخاص از رفتن خودداری کرده‌اند.
    }
kind-verification_report = گزارش راستی‌آزمایی
    .lead = { $author } مقدار اندازه‌گیری‌شده را گزارش می‌دهد.
kind-finding = یافته
    .lead = { $act ->
        [report] { $author } دربارهٔ گام از زمان آخرین گزارش خود گزارش می‌دهد.
       *[find] { $author } به عنوان نهاد نام‌برده در توافق نظر می‌دهد.
    }
kind-attribution = انتساب
    .lead = { $author } آخرین رویداد را منتسب می‌کند.
kind-waiver_grant = معافیت
    .lead = { $act ->
        [grant] { $author } معافیت را اعطا می‌کند.
        [renew] { $author } معافیت را برای یک دورهٔ دیگر تمدید می‌کند.
       *[revoke] { $author } معافیت را لغو می‌کند. دورهٔ خاتمهٔ تدریجی آن آغاز می‌شود.
    }
kind-waiver_use = استفاده از معافیت
    .lead = { $author } حجم برداشت‌شده ذیل معافیت را گزارش می‌دهد.
kind-relief = برنامهٔ رفع تحریم
    .lead = { $act ->
        [turn] { $author } برنامهٔ رفع تحریم را بر سطح زیر قرار می‌دهد.
        [felt] { $author } اعلام می‌کند که یک سطح دیگر از رفع اعلام‌شده عملاً محسوس است.
        [clear] { $author } عبور رفع تحریم از مرحلهٔ خود را مجاز می‌کند.
       *[refuse] { $author } رفع تحریم را در مرحلهٔ خود نگه می‌دارد.
    }
kind-release_request = درخواست آزادسازی
    .lead = { $author } خواهان آزادسازی وجوه برای کالاهای بشردوستانه است.
kind-release_decision = تصمیم دربارهٔ بخش
    .lead = { $act ->
        [transfer] { $author } انتقال این بخش را تأیید می‌کند.
        [reject] { $author } انتقال این بخش را رد می‌کند.
        [usable] { $author } اعلام می‌کند که این بخش قابل استفاده است.
        [return] { $author } این بخش را بازمی‌گرداند.
        [clear] { $author } عبور این بخش از مرحلهٔ خود را مجاز می‌کند.
       *[refuse] { $author } این بخش را در مرحلهٔ خود نگه می‌دارد.
    }
kind-spend = هزینه‌کرد
    .lead = { $author } هزینه‌کرد برای کالاهای بشردوستانه را گزارش می‌دهد.
kind-dispute = اختلاف
    .lead = { $act ->
        [start] { $author } رسیدگی دربارهٔ گام زیر را آغاز می‌کند.
        [settle] { $author } اعلام می‌کند که شکایتش حل‌وفصل شده است.
        [stop] { $author } رسیدگی را متوقف می‌کند.
        [extend] { $author } مرحلهٔ جاری را تمدید می‌کند.
       *[use] { $author } از آنچه پس از پایان رسیدگی گشوده می‌شود استفاده می‌کند.
    }
kind-vote = رأی
    .lead = { $act ->
        [find] { $author } دربارهٔ یک یافته رأی می‌دهد.
        [stop] { $author } دربارهٔ توقف رسیدگی رأی می‌دهد.
       *[extend] { $author } دربارهٔ تمدید مرحله رأی می‌دهد.
    }
kind-decision = تصمیم
    .lead = { $author } تصمیم زیر را ثبت می‌کند.
kind-leave = اطلاع خروج
    .lead = { $act ->
        [freeze] { $author } خروج خود از توقف متقابل را اطلاع می‌دهد.
        [undertaking] { $author } خروج خود از تعهد یک‌جانبه‌اش را اطلاع می‌دهد.
       *[accord] { $author } خروج خود از توافق را اطلاع می‌دهد.
    }
kind-accession = الحاق
    .lead = { $act ->
        [ask] { $author } خواهان پیوستن است.
        [consent] { $author } با الحاق موافقت می‌کند.
       *[refuse] { $author } از موافقت با الحاق خودداری می‌کند.
    }
kind-public_statement_ref = اظهار علنی
    .lead = { $author } مطلب زیر را علناً گفته است. این امر هیچ تعهدی را تغییر نمی‌دهد.
kind-watch_handover = تحویل نگهبانی
    .lead = نگهبانی { $author } عوض می‌شود. پست‌ها نام برده می‌شوند و نه اشخاص.
kind-access_request = درخواست دسترسی
    .lead = { $author } خواهان دسترسی به یک محل است.
kind-access_reply = پاسخ دربارهٔ دسترسی
    .lead = { $act ->
        [granted] { $author } دسترسی می‌دهد.
        [managed] { $author } دسترسی مدیریت‌شده پیشنهاد می‌کند.
       *[refused] { $author } از دادن دسترسی خودداری می‌کند.
    }
kind-membership = تغییر یک کرسی
    .lead = { $act ->
        [admit] { $author } پذیرش کرسی را اطلاع می‌دهد.
        [remove] { $author } حذف کرسی را اطلاع می‌دهد. آنچه پیش‌تر فرستاده شده برای آن خواندنی می‌ماند.
       *[rotate] { $author } تعویض کلیدهای کرسی را اطلاع می‌دهد.
    }
kind-sounding = پرسش فرضی
    .lead = { $author } پرسشی فرضی مطرح می‌کند. نه پیشنهادی است، نه اقراری، و نه قابل استناد.
kind-second_signature = امضای دوم
    .lead = افسر دوم { $author } پیامی را که با یک امضا فرستاده شده بود تأیید می‌کند.
kind-export = برون‌برد
    .lead = { $author } اعلام می‌کند که آنچه در اینجا نام برده شده به‌صورت پرونده از خط بیرون برده شد.

## نام خانه‌های برگه.

field-re = دربارهٔ پیام
field-text = متن
field-about = موضوع
field-at = زمان
field-from = آغاز
field-until = پایان
field-answer_by = مهلت پاسخ
field-zone = منطقه
field-actor = عمل از سوی
field-step = گام
field-quantity = کمیت
field-amount = مقدار
field-waiver = معافیت
field-dial = برنامهٔ رفع تحریم
field-tranche = بخش وجوه
field-red_line = خط قرمز
field-inquiry = استعلام
field-procedure = رسیدگی
field-freeze = توقف متقابل
field-carve_out = مجرای بشردوستانه
field-handover = طرف تبادل
field-notice = اطلاع
field-channel = مجرای ارتباط
field-statement = اظهار مجاز
field-undertaking = تعهد یک‌جانبه
field-accession = الحاق
field-body = نهاد
field-act = عمل
field-level = سطح
field-answer = شمارهٔ پاسخ
field-count = شمار اشخاص
field-hours = ساعت
field-severity = شدت
field-finding = یافته
field-vote = رأی
field-hash = سند (SHA-256)
field-size = اندازه به بایت
field-purpose = هدف
field-units = آنچه جابه‌جا می‌شود
field-target = نوع هدف
field-category = نوع کالا
field-supplier = فروشنده یا خریدار
field-site = محل
field-place = جا
field-exhibit = شمارهٔ مدرک
field-draft = پیش‌نویس
field-relieved = نگهبانی پیشین
field-relieving = نگهبانی بعدی
field-clocks = مهلت‌های جاری
field-seat = کرسی
field-offer = اگر این طرف چنین کند
field-ask = آیا طرف دیگر چنین می‌کند

## واژه‌های گزینشی.

word-performed = اجرا شده
word-not_performed = اجرا نشده
word-for = موافق
word-against = مخالف
word-defensive = تدافعی
word-exercise = رزمایش
word-rotation = تعویض
word-relief = جایگزینی نیرو
word-withdrawal = عقب‌نشینی
word-food = مواد غذایی
word-medicine = دارو
word-medical_equipment = تجهیزات پزشکی
word-agriculture = کشاورزی
word-water = آب
word-civilian_relief = کمک به غیرنظامیان

## زمان. ماه‌های هر دو تقویم.

gregorian-1 = ژانویه
gregorian-2 = فوریه
gregorian-3 = مارس
gregorian-4 = آوریل
gregorian-5 = مه
gregorian-6 = ژوئن
gregorian-7 = ژوئیه
gregorian-8 = اوت
gregorian-9 = سپتامبر
gregorian-10 = اکتبر
gregorian-11 = نوامبر
gregorian-12 = دسامبر
solar-1 = فروردین
solar-2 = اردیبهشت
solar-3 = خرداد
solar-4 = تیر
solar-5 = مرداد
solar-6 = شهریور
solar-7 = مهر
solar-8 = آبان
solar-9 = آذر
solar-10 = دی
solar-11 = بهمن
solar-12 = اسفند
moment = { $solar_day } { $solar_month } { $solar_year } ({ $day } { $month } { $year })، ساعت { $clock } به وقت جهانی
moment-here = { $moment }، { $place } ساعت { $clock }
clock-on-another-day = { $clock } روز { $day } { $month }

## پیرامون برگه.

from = از { $author }، سپرده‌شده در { $time }.
from-draft = از { $author }. فرستاده نشده است.
line = { $label }: { $value }
reply-within = پاسخ تا { $hours } ساعت پس از سپرده‌شدن خواسته می‌شود.
reply-by = پاسخ تا { $time } خواسته می‌شود.
reply-none = پاسخی خواسته نمی‌شود.
reply-accord = تنها مهلت‌های توافق ملاک است.
silence-nothing = سکوت هیچ معنایی ندارد.
silence-accord = معنای سکوت همان است که توافق می‌گوید و نه بیش از آن.
silence-line_in_doubt = اگر نرسد، برقراری خط محل تردید است: از مسیر دیگر استفاده کنید.
silence-no_objection = اگر نرسد، کسی اعتراض نکرده است. این به معنای موافقت نیست.
silence-unanswered = اگر نرسد، ادعا بی‌پاسخ می‌ماند. این چیزی را ثابت نمی‌کند.
silence-not_taken_up = اگر نرسد، رایزنی پذیرفته نشده است. هیچ تعهدی معلق نمی‌شود.
silence-declined = اگر نرسد، رد شده است.
silence-refused = اگر نرسد، به منزلهٔ امتناع است.
silence-round_open = اگر نرسد، دور تنها برای فرستنده پایان یافته است.
silence-watch_stays = اگر نرسد، خط همچنان با نگهبانی پیشین است.
silence-lapses = اگر نرسد، پرسش منتفی است و هیچ‌کس نمی‌تواند به آن استناد کند.
mark-waits = یک امضا. در وضعیت اضطراری فرستاده شده است؛ مهلت امضای دوم تا { $time } است.
mark-flagged = یک امضا. در وضعیت اضطراری فرستاده شد؛ امضای دوم ظرف دو ساعت نرسید.
mark-confirmed = در وضعیت اضطراری فرستاده شد؛ افسر دوم به‌موقع امضا کرد.
mark-unsigned = امضاهای لازم این نوع پیام را ندارد. بی‌اثر است.
mark-draft = پیش‌نویس. چیزی فرستاده نشده است؛ نخست نفر دوم باید امضا کند.
mark-hypothetical = فرضی
mark-remarks = ملاحظاتی دارد که این برنامه نمی‌شناسد و چیزی را تغییر نمی‌دهد.

## برای خواندن با صدای بلند.

aloud-begin = پیام از { $author }. { $title }.
aloud-spelled = هجی می‌کنم
aloud-figures = ارقام
aloud-point = ممیز
aloud-percent = درصد
aloud-begins = آغاز با
aloud-hours = به وقت جهانی
aloud-end = پایان پیام. بازخوانی کنید.
