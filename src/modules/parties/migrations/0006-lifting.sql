-- lifting: a person asked to lift a confirmed block; it stands until another person agrees.
alter table parties.screening_hit drop constraint screening_hit_state_check, add constraint screening_hit_state_check
  check (state in ('open', 'cleared', 'confirmed', 'lifting'));
