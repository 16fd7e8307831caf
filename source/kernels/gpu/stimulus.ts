/**
The stimulus as the device has it. A host changes its buffer by `write`, and between two of them by decay alone, which takes all values down by
one factor: so the buffer is uploaded when it is written, and not once a tick.
*/
export interface StimulusOnDevice {
	/** As it was taken over; undefined when it is 0 everywhere. */
	readonly values: Float32Array | undefined;
	/** Takes the buffer over. O(N). */
	take(stimulus: Float32Array): void;
	/** What the buffer has decayed to, as a share of what was taken over, 0 to 1. O(1). */
	share(stimulus: Float32Array): number;
}

export function stimulusOnDevice(): StimulusOnDevice {
	let values: Float32Array | undefined;
	let largest = 0;
	let node = 0;
	return {
		get values() {
			return values;
		},
		take(stimulus) {
			largest = 0;
			// A plain loop: it runs over all nodes.
			for (let i = 0; i < stimulus.length; i++) {
				const value = Math.abs(stimulus[i] ?? 0);
				if (value <= largest) continue;
				largest = value;
				node = i;
			}
			values = largest === 0 ? undefined : stimulus.slice();
		},
		share: stimulus => (largest === 0 ? 0 : Math.abs(stimulus[node] ?? 0) / largest),
	};
}
