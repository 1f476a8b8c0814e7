CREATE TABLE `short_links` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`kid` text NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `short_links_link_id_unique` ON `short_links` (`link_id`);