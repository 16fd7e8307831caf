/* What there is to say of recorders while they record. JSON. */

/** A number of a recorder over its newest rows, oldest first; null is no number. */
export interface RecordedTrace {
	readonly label: string;
	readonly values: readonly (number | null)[];
}

/** The newest crossings of a recorder, oldest first. */
export interface RecordedCrossings {
	readonly ticks: readonly number[];
	/** Which of the recorder's nodes it was, counted from 0. */
	readonly places: readonly number[];
	/** Nodes that it watches. */
	readonly nodes: number;
	/** What the first of them are called. */
	readonly labels: readonly string[];
}

/** A recorder and how it goes. */
export interface RecorderView {
	readonly name: string;
	readonly spec: string;
	/** For people: `W of 100 nodes every tick`. */
	readonly what: string;
	/** In the run's directory. */
	readonly file: string;
	/** Rows taken in since the run's process began. */
	readonly rows: number;
	/** Bytes of the file. */
	readonly bytes: number;
	/** Forecast; null for one that waits for crossings. */
	readonly bytesAnHour: number | null;
	/** Rows that were lost because the disk did not keep up. */
	readonly lost: number;
	/** Why its file is written no more. */
	readonly failed?: string;
	/** The tick of the newest row; −1 before the first. */
	readonly tick: number;
	/** The first numbers of its rows. */
	readonly traces: readonly RecordedTrace[];
	readonly crossings?: RecordedCrossings;
}
