CREATE TABLE `chained_events` (
	`chain` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`name` text NOT NULL,
	`link_id` text,
	`recording_id` text,
	`event` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`chain`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `chained_events_recording` ON `chained_events` (`recording_id`);--> statement-breakpoint
CREATE INDEX `chained_events_link` ON `chained_events` (`link_id`);--> statement-breakpoint
CREATE TABLE `dry_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`target_url` text NOT NULL,
	`origin` text NOT NULL,
	`privacy` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`code_hash` text,
	`code_expires_at` integer,
	`opened_at` integer,
	`trouble` text,
	`report` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dry_runs_code_hash_unique` ON `dry_runs` (`code_hash`);--> statement-breakpoint
CREATE TABLE `leaks` (
	`recording_id` text NOT NULL,
	`kind` text NOT NULL,
	`place` text NOT NULL,
	`is_selector` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`recording_id`, `kind`, `place`)
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`hash` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `privacy_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`action` text NOT NULL,
	`selector` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `receipt_keys` (
	`kid` text PRIMARY KEY NOT NULL,
	`public_jwk` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `agents` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agents_email_unique` ON `agents` (`email`);--> statement-breakpoint
CREATE TABLE `allowed_origins` (
	`origin` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`key_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_key_hash_unique` ON `api_keys` (`key_hash`);--> statement-breakpoint
CREATE TABLE `entries` (
	`recording_id` text NOT NULL,
	`tab` text NOT NULL,
	`first_seq` integer NOT NULL,
	`part` integer NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`recording_id`, `tab`, `first_seq`, `part`)
);
--> statement-breakpoint
CREATE TABLE `journal_frames` (
	`id` integer PRIMARY KEY NOT NULL,
	`recording_id` text NOT NULL,
	`tab` text NOT NULL,
	`seq` integer NOT NULL,
	`sent_at` real NOT NULL,
	`received_at` integer NOT NULL,
	`encoding` integer NOT NULL,
	`facts` text NOT NULL,
	`payload` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `journal_frames_place` ON `journal_frames` (`recording_id`,`tab`,`seq`);--> statement-breakpoint
CREATE TABLE `links` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`target_url` text NOT NULL,
	`privacy` text NOT NULL,
	`scopes` text NOT NULL,
	`retention_days` integer,
	`mode` text NOT NULL,
	`max_uses` integer NOT NULL,
	`uses` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`opened_at` integer,
	`declined_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`case_id`) REFERENCES `support_cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `links_case` ON `links` (`case_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `logins` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`agent_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `organisation` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`controller_name` text NOT NULL,
	`privacy_contact` text NOT NULL,
	`retention_days` integer NOT NULL,
	`privacy_floor` text NOT NULL,
	`minimum_age` integer NOT NULL,
	`network_bodies` integer NOT NULL,
	`idle_ms` integer NOT NULL,
	`max_ms` integer NOT NULL,
	`grace_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recordings` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`link_id` text NOT NULL,
	`state` text NOT NULL,
	`accepted_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`end_reason` text,
	`sealed_at` integer,
	`origin_time` real,
	`last_event_time` real,
	`skew_ms` real DEFAULT 0 NOT NULL,
	`page_count` integer DEFAULT 0 NOT NULL,
	`click_count` integer DEFAULT 0 NOT NULL,
	`event_count` integer DEFAULT 0 NOT NULL,
	`error_count` integer DEFAULT 0 NOT NULL,
	`failed_request_count` integer DEFAULT 0 NOT NULL,
	`bytes` integer DEFAULT 0 NOT NULL,
	`origin` text NOT NULL,
	`privacy` text NOT NULL,
	`scopes` text NOT NULL,
	`retention_days` integer NOT NULL,
	`withdrawn_at` integer,
	`leak_count` integer DEFAULT 0 NOT NULL,
	`idle_ms` integer NOT NULL,
	`max_ms` integer NOT NULL,
	`grace_ms` integer NOT NULL,
	`first_url` text,
	`environment` text,
	`trouble` text,
	`code_hash` text,
	`code_expires_at` integer,
	`customer_hash` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `support_cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_id`) REFERENCES `links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recordings_code_hash_unique` ON `recordings` (`code_hash`);--> statement-breakpoint
CREATE INDEX `recordings_case` ON `recordings` (`case_id`,`accepted_at`);--> statement-breakpoint
CREATE INDEX `recordings_link` ON `recordings` (`link_id`);--> statement-breakpoint
CREATE INDEX `recordings_state` ON `recordings` (`state`,`sealed_at`);--> statement-breakpoint
CREATE INDEX `recordings_accepted` ON `recordings` (`accepted_at`,`id`);--> statement-breakpoint
CREATE TABLE `segment_bytes` (
	`key` text PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `segments` (
	`recording_id` text NOT NULL,
	`tab` text NOT NULL,
	`first_seq` integer NOT NULL,
	`last_seq` integer NOT NULL,
	`first_time` real NOT NULL,
	`last_time` real NOT NULL,
	`event_count` integer NOT NULL,
	`bytes` integer NOT NULL,
	`gap_before` integer NOT NULL,
	`activity` text NOT NULL,
	PRIMARY KEY(`recording_id`, `tab`, `first_seq`)
);
--> statement-breakpoint
CREATE TABLE `sign_in_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`agent_id` text,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`agent_id`) REFERENCES `agents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `support_cases` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`reference` text,
	`customer_name` text,
	`customer_email` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`last_activity_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `support_cases_activity` ON `support_cases` (`last_activity_at`,`id`);--> statement-breakpoint
CREATE TABLE `used_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `vault` (
	`id` integer PRIMARY KEY NOT NULL,
	`erased_up_to` integer NOT NULL
);
