-- Files that came with a message: name, kind by content, bytes, SHA-256. They stand in the row, so that whoever reads the
-- message, and nobody else, reaches them.
alter table correspondence.message
  add column files jsonb not null default '[]'
    check (jsonb_typeof(files) = 'array' and jsonb_array_length(files) <= 4);
