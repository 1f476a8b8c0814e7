CREATE TABLE `customer_browsers` (
	`customer_hash` text PRIMARY KEY NOT NULL,
	`recording_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`recording_id`) REFERENCES `recordings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `customer_browsers_recording` ON `customer_browsers` (`recording_id`);