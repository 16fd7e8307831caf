/** Everything a run needs to go on from a tick, but for the graph. The arrays are copies. */
export interface Snapshot {
	readonly tick: number;
	readonly epoch: number;
	/** Model clock: reference ticks since the start, float64. */
	readonly theta: number;
	/** Values of each variable, by name. */
	readonly variables: Readonly<Record<string, Float32Array>>;
	readonly stimulus: Float32Array;
	readonly detector: Float64Array;
}
