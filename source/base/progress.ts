/** How far something is that takes its time. */
export interface Progress {
	/** What is being done, as people say it: `reading worm.csv`. */
	readonly task: string;
	readonly done: number;
	/** What `done` is when it is finished; 0 when nobody knows. */
	readonly total: number;
	/** What `done` counts: `B` for bytes, else a plural such as `nodes`. */
	readonly unit: string;
}

/** Told how far things are; another task begins where the name changes. */
export type Report = (progress: Progress) => void;
