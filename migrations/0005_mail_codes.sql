CREATE TABLE `mail_codes` (
	`id` integer PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`kid` text NOT NULL,
	`mac` blob NOT NULL,
	`sent_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`link_id`) REFERENCES `links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mail_codes_link` ON `mail_codes` (`link_id`,`id`);