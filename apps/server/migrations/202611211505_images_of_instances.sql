-- Pictures end with their instance, like everything else of it.
delete from images where not exists (select from instances where instances.id = images.instance_id);
alter table images add foreign key (instance_id) references instances (id) on delete cascade not valid;
alter table images validate constraint images_instance_id_fkey;
