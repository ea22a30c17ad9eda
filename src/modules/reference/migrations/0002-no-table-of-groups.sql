-- Commodity groups are read from data/commodity-groups by the statistics; nothing read this table.
drop table reference.commodity_group;
