-- An institution corrects what it said of a meeting: what it said before is kept, oldest first.
alter table matching.day_meeting
  add column institution_before jsonb not null default '[]'
    check (jsonb_typeof(institution_before) = 'array' and jsonb_array_length(institution_before) <= 20);

-- An introduction that came of an institution's word on a meeting of this day goes with that word, as long as neither
-- of the two has answered it. The row is kept.
alter table matching.introduction
  add column of_day uuid,
  add column withdrawn_at timestamptz,
  add check (
    withdrawn_at is null or (of_day is not null and buyer_answer is null and seller_answer is null)
  );
