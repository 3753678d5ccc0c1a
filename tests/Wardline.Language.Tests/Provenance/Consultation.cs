using Wardline.Language.Transcripts;

namespace Wardline.Language.Provenance;

/// <summary>A dialogue of ours and sentences that are true of it, each with the turns that say it.</summary>
internal sealed record Consultation(string Name, Transcript Transcript, IReadOnlyList<(string Text, int[] Turns)> True)
{
    /// <param name="dialogue">A line a turn: <c>D:</c> or <c>P:</c>.</param>
    /// <param name="sentences">A line a sentence: <c>3,4 | The patient …</c>.</param>
    public static Consultation Of(string name, string dialogue, string sentences) => new(
        name,
        TranscriptOf(dialogue),
        [.. sentences.Split('\n').Select(line => line.Split(" | ")).Select(parts => (parts[1], parts[0].Split(',').Select(int.Parse).ToArray()))]);

    public static Transcript TranscriptOf(string dialogue) => new(
        [.. dialogue.Split('\n').Select((line, index) => new Turn(index, line[0] == 'D' ? Speaker.Clinician : Speaker.Patient, line[..1], line[3..]))],
        Labelled: true, SpokenLanguage.English);

    public static IReadOnlyList<Consultation> All { get; } =
    [
        Of("heart failure", """
            D: good morning , how have you been since we changed your water pill ?
            P: honestly not great . i get short of breath when i climb the stairs , for about three weeks now .
            D: okay . any chest pain with that ?
            P: no , none .
            D: and swelling in your legs ?
            P: yeah , both ankles , worse in the evening .
            D: are you still taking the lasix ?
            P: yes , the 40 milligrams , once a day in the morning . and the lisinopril , ten milligrams .
            D: any dizziness or fainting ?
            P: a little dizzy when i stand up but i have n't fainted .
            D: do you smoke ?
            P: no , i quit fifteen years ago .
            D: how is your weight ?
            P: i gained six pounds in two weeks .
            D: okay let me have a look at you . your blood pressure is one forty two over eighty eight , your pulse is ninety six . i hear crackles at both lung bases . there is a three out of six systolic murmur . your belly is soft and there is no tenderness . you do have two plus edema in your ankles .
            P: is that bad ?
            D: it tells me you are holding on to fluid . i want you to double the lasix , so 80 milligrams a day , and keep the lisinopril at ten . we will get an echocardiogram and check your potassium . your last creatinine was one point two . come back in ten days .
            P: alright .
            """, """
            1 | The patient reports shortness of breath when climbing stairs for three weeks.
            2,3 | He denies chest pain.
            4,5 | He reports swelling of both ankles, worse in the evening.
            6,7 | He takes Lasix 40 mg once daily in the morning.
            7 | He takes lisinopril 10 mg.
            8,9 | He reports dizziness when standing up.
            8,9 | He denies fainting.
            10,11 | He denies smoking.
            10,11 | He quit smoking 15 years ago.
            12,13 | He reports weight gain of 6 pounds in 2 weeks.
            14 | Blood pressure 142/88.
            14 | Pulse 96.
            14 | Crackles at both lung bases.
            14 | There is a 3/6 systolic murmur.
            14 | There is no tenderness.
            14 | There is 2+ edema of the ankles.
            16 | Increase furosemide to 80 mg daily.
            16 | Continue lisinopril 10 mg.
            16 | Obtain an echocardiogram and check potassium.
            16 | The last creatinine was 1.2.
            16 | Return in 10 days.
            """),
        Of("knee", """
            D: What brings you in today?
            P: My left knee. I twisted it playing soccer last Saturday, so six days ago.
            D: Did you hear a pop?
            P: I did, yes. And it swelled up right away.
            D: Any numbness or tingling in the foot?
            P: No.
            D: Have you hurt that knee before?
            P: No, but I had surgery on my right shoulder in 2019.
            D: What have you taken for the pain?
            P: Ibuprofen, 600 milligrams, three times a day. It helps a bit.
            D: Do you have any allergies?
            P: Yes, penicillin gives me a rash.
            D: How bad is the pain, from zero to ten?
            P: About a seven when I walk, maybe two at rest.
            D: On exam there is an effusion of the left knee and tenderness along the medial joint line. The Lachman test is positive on the left. The right knee is normal. Strength is five out of five in both legs. There is no redness.
            P: Is it torn?
            D: The X-ray shows no fracture. I am worried about the ligament, so I am ordering an MRI of the left knee. Wear a brace for four weeks, and switch from ibuprofen to naproxen, 500 milligrams twice a day. No running for now. I will see you again in two weeks.
            P: Thank you.
            """, """
            1 | The patient injured his left knee playing soccer six days ago.
            2,3 | He heard a pop.
            4,5 | He denies numbness or tingling in the foot.
            7 | He had surgery on his right shoulder in 2019.
            9 | He has taken ibuprofen 600 mg three times a day.
            10,11 | He is allergic to penicillin, which causes a rash.
            12,13 | Pain is 7/10 when walking and 2/10 at rest.
            14 | There is an effusion of the left knee.
            14 | There is tenderness along the medial joint line.
            14 | The Lachman test is positive on the left.
            14 | Examination of the right knee is normal.
            14 | Strength is 5/5 in both legs.
            14 | There is no redness.
            16 | X-ray shows no fracture.
            16 | MRI of the left knee was ordered.
            16 | Brace for 4 weeks.
            16 | Start naproxen 500 mg twice daily.
            16 | Follow up in 2 weeks.
            """),
        Of("diabetes", """
            D: so your a1c came back at eight point four , it was seven point one in march .
            P: yeah i figured . i stopped the metformin because of diarrhea .
            D: how much were you taking ?
            P: a thousand milligrams twice a day .
            D: and the jardiance ?
            P: i still take that , twenty five milligrams every morning .
            D: are you checking your sugars ?
            P: couple times a week , they run around two hundred .
            D: any blurry vision ?
            P: sometimes , in my right eye .
            D: do you have any numbness in your feet ?
            P: yes , in both feet , for about six months .
            D: any nausea or vomiting ?
            P: nope .
            D: do you drink alcohol ?
            P: maybe two beers on the weekend .
            D: and what about your father , he had a stroke , right ?
            P: yes , when he was 61 .
            D: okay . your weight today is two hundred and twelve pounds , temperature ninety eight point six . monofilament is decreased in both feet . no ulcers . heart is regular , lungs are clear .
            D: let's try the extended release metformin , start with 500 milligrams at dinner . we keep the jardiance . i also want to start atorvastatin , forty milligrams at night . and please see the eye doctor within a month .
            P: okay , i can do that .
            """, """
            0 | Hemoglobin A1c is 8.4, previously 7.1 in March.
            1 | He stopped metformin because of diarrhea.
            2,3 | He was taking metformin 1000 mg twice daily.
            4,5 | He takes Jardiance 25 mg every morning.
            6,7 | Blood sugars run around 200.
            8,9 | He reports blurry vision in the right eye.
            10,11 | He reports numbness in both feet for 6 months.
            12,13 | He denies nausea or vomiting.
            14,15 | He drinks two beers on the weekend.
            16,17 | His father had a stroke at age 61.
            18 | Weight is 212 pounds.
            18 | Temperature is 98.6 degrees.
            18 | There are no ulcers.
            18 | Monofilament sensation is decreased in both feet.
            19 | Start metformin extended release 500 mg at dinner.
            19 | Continue empagliflozin.
            19 | Start atorvastatin 40 mg at night.
            19 | See the eye doctor within a month.
            """),
        Of("asthma in a child", """
            D: Hi, you're mom? How is she doing?
            P: She's been coughing for four nights, and I hear wheezing.
            D: Has she had a fever?
            P: Yes, a hundred and one point two on Tuesday.
            D: Any vomiting?
            P: No vomiting, but she isn't eating much.
            D: Has anyone else at home been sick?
            P: Her brother had a cold last week.
            D: How often does she use the albuterol?
            P: Every six hours, two puffs. And Flovent two puffs twice a day.
            D: Does she have any allergies to medicines?
            P: No, none that we know of.
            D: Ear pain?
            P: She's pulling at her right ear.
            D: She weighs 18 kilograms today. Oxygen is ninety four percent. The right eardrum is red and bulging, the left one looks fine. I hear wheezing on both sides, no crackles. Her throat is clear.
            P: So an infection?
            D: An ear infection, yes. We'll do amoxicillin, 400 milligrams, two times a day for ten days. And prednisolone, fifteen milligrams once a day for five days. Keep the albuterol going. If she gets worse, come to the emergency room. Otherwise I'd like to see her in three days.
            P: Okay, thanks.
            """, """
            1 | The patient has had a cough for 4 nights with wheezing.
            2,3 | Mother reports fever of 101.2.
            4,5 | Mother denies vomiting.
            6,7 | Her brother had a cold last week.
            8,9 | She uses albuterol two puffs every 6 hours.
            9 | She takes Flovent 2 puffs twice a day.
            10,11 | No allergies to medicines.
            12,13 | She is pulling at her right ear.
            14 | Weight is 18 kg.
            14 | Oxygen saturation is 94%.
            14 | The right eardrum is red and bulging.
            14 | There is wheezing on both sides without crackles.
            16 | Start amoxicillin 400 mg twice daily for 10 days.
            16 | Start prednisolone 15 mg once daily for 5 days.
            16 | Continue albuterol.
            16 | Follow up in 3 days.
            """),
        Of("back pain, no punctuation", """
            D: tell me about your back
            P: so it's my lower back mostly on the right side it started two months ago after i moved a couch and it goes down my right leg
            D: do you have any weakness in the leg
            P: no no weakness
            D: any problems with your bladder or bowels
            P: no
            D: have you had fevers or weight loss
            P: no fevers i did lose five pounds but i was trying
            D: what are you taking
            P: tylenol a thousand milligrams three times a day and a muscle relaxer cyclobenzaprine ten milligrams at bedtime
            D: okay and you have high blood pressure
            P: yes i take amlodipine five milligrams
            D: and are you a smoker
            P: yes half a pack a day for twenty years
            D: okay lie down for me straight leg raise is positive on the right at forty five degrees reflexes are equal and your strength is normal there's tenderness over the right paraspinal muscles blood pressure today is one fifty over ninety
            D: so this is sciatica we'll start physical therapy twice a week for six weeks and gabapentin three hundred milligrams at night i'm going to raise the amlodipine to ten milligrams no need for an mri right now come back in six weeks
            P: sounds good
            """, """
            1 | Low back pain, mostly on the right side, started two months ago after moving a couch.
            1 | Pain radiates down the right leg.
            2,3 | He denies weakness in the leg.
            6,7 | He denies fevers.
            6,7 | He lost 5 pounds.
            8,9 | He takes Tylenol 1000 mg three times a day.
            9 | He takes cyclobenzaprine 10 mg at bedtime.
            10,11 | He has high blood pressure.
            11 | He takes amlodipine 5 mg.
            12,13 | He smokes half a pack a day.
            14 | Straight leg raise is positive on the right at 45 degrees.
            14 | There is tenderness over the right paraspinal muscles.
            14 | Blood pressure 150/90.
            14 | Strength is normal.
            15 | Physical therapy twice a week for 6 weeks.
            15 | Start gabapentin 300 mg at night.
            15 | Increase amlodipine to 10 mg.
            15 | Return in 6 weeks.
            """),
        Of("headache", """
            D: Tell me about these headaches.
            P: They started in January. I get about three a month, always on the left side, and they last a day.
            D: Do you feel sick with them?
            P: Yes, I'm nauseous, and light bothers me. I've thrown up twice.
            D: Any double vision, weakness, trouble speaking?
            P: No, nothing like that.
            D: Do you take the sumatriptan?
            P: I do, 50 milligrams, it works half the time.
            D: Any chance you are pregnant?
            P: No. I'm on the pill.
            D: How much coffee do you drink?
            P: Four cups a day.
            D: And sleep?
            P: I have trouble sleeping, maybe five hours a night.
            D: Your neurological exam is normal. Blood pressure is 118 over 76. No neck stiffness.
            D: I think this is migraine without aura. Let's raise the sumatriptan to 100 milligrams, no more than nine days a month. For prevention, propranolol, 40 milligrams twice a day. Cut down to one coffee a day. We do not need a CT scan. See me in eight weeks.
            P: Okay.
            """, """
            1 | Headaches started in January.
            1 | She has about three headaches a month on the left side.
            2,3 | She reports nausea.
            3 | She has vomited twice.
            4,5 | She denies double vision or weakness.
            6,7 | She takes sumatriptan 50 mg.
            8,9 | She is not pregnant.
            10,11 | She drinks four cups of coffee a day.
            12,13 | She has trouble sleeping and sleeps five hours a night.
            14 | Neurological examination is normal.
            14 | Blood pressure 118/76.
            14 | No neck stiffness.
            15 | Increase sumatriptan to 100 mg.
            15 | Start propranolol 40 mg twice daily.
            15 | Follow up in 8 weeks.
            """),
        Of("after a fall", """
            D: Mrs. Alvarez, your son says you fell?
            P: Yes, on Sunday, in the bathroom. I hit my left hip and the back of my head.
            D: Did you lose consciousness?
            P: No, I remember all of it.
            D: Are you on a blood thinner?
            P: I take Eliquis, five milligrams, morning and night, for the atrial fibrillation.
            D: Any headache since then? Vomiting?
            P: A slight headache. No vomiting.
            D: Have you fallen before?
            P: Twice last year. I had a broken wrist in 2021, the right one.
            D: Do you use a walker?
            P: I don't. My daughter bought me one, but I don't like it.
            D: And you live alone?
            P: Yes, since my husband died three years ago.
            D: Do you drink any alcohol?
            P: Never.
            D: There's a bruise over the left hip, about eight centimeters. You can move the hip freely, no shortening. There is no tenderness over the neck. Pupils are equal. Pulse is irregular, seventy four. Blood pressure lying is 136 over 72, standing 112 over 64.
            D: I want a CT scan of the head today because of the Eliquis. The hip X-ray shows no fracture. Your pressure drops when you stand, so we stop the hydrochlorothiazide, which was 25 milligrams. For pain take acetaminophen, 650 milligrams, up to three times a day. I'm referring you to physical therapy. Call us in 48 hours, and I'll see you in one week.
            P: All right, doctor.
            """, """
            1 | The patient fell in the bathroom and hit her left hip.
            2,3 | She denies loss of consciousness.
            4,5 | She takes Eliquis 5 mg for atrial fibrillation.
            6,7 | She reports a slight headache.
            6,7 | She denies vomiting.
            8,9 | She had a broken right wrist in 2021.
            10,11 | She does not use a walker.
            12,13 | Her husband died 3 years ago.
            14,15 | She denies alcohol use.
            16 | There is a bruise over the left hip of 8 cm.
            16 | There is no tenderness over the neck.
            16 | Pulse is irregular at 74.
            16 | Blood pressure is 136/72 lying and 112/64 standing.
            17 | CT scan of the head today.
            17 | Hip X-ray shows no fracture.
            17 | Stop hydrochlorothiazide 25 mg.
            17 | Acetaminophen 650 mg up to three times a day.
            17 | Call in 48 hours.
            """),
        Of("cough, lower case", """
            D: hi there so how long have you had this cough
            P: about two weeks now it started with a runny nose
            D: are you bringing anything up
            P: yeah some yellow stuff in the morning
            D: any blood in it
            P: no
            D: fever
            P: i had a hundred and two on monday but not since
            D: have you ever smoked
            P: i did i smoked a pack a day for thirty years i stopped in 2015
            D: okay any wheezing or trouble breathing
            P: some wheezing at night i use my husband's albuterol which helps
            D: any chest pain
            P: only when i cough on the right side
            D: any allergies to antibiotics
            P: sulfa gives me hives
            D: okay your oxygen level is ninety three percent temperature is one hundred point four and your breathing rate is twenty two i hear crackles at the right base the left lung is clear no swelling in your legs
            D: i think this is pneumonia on the right side we'll get a chest x-ray and start doxycycline a hundred milligrams twice a day for seven days and an albuterol inhaler of your own two puffs every four hours as needed drink plenty of fluids and come back in three days or sooner if you get worse
            P: okay thank you
            """, """
            0,1 | The patient has had a cough for two weeks.
            1 | It started with a runny nose.
            4,5 | She denies hemoptysis.
            7 | She had a fever of 102 on Monday.
            8,9 | She smoked a pack a day for 30 years and stopped in 2015.
            10,11 | She reports wheezing at night.
            12,13 | She reports chest pain on the right side when coughing.
            14,15 | She is allergic to sulfa, which causes hives.
            16 | Oxygen saturation is 93%.
            16 | Temperature is 100.4.
            16 | Respiratory rate is 22.
            16 | There are crackles at the right base.
            16 | There is no swelling in the legs.
            17 | Pneumonia on the right side.
            17 | Start doxycycline 100 mg twice daily for 7 days.
            17 | Albuterol inhaler two puffs every 4 hours as needed.
            17 | Follow up in 3 days.
            """),
    ];
}
