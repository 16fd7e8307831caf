import type {RunRecord} from './client.ts';
import type {Event} from './protocol.ts';

/** Events kept for the screen. */
const eventsKept = 500;

/** Passes on what is recorded to whoever listens. */
export interface Broadcast {
	/** The newest events, oldest first. */
	readonly events: readonly Event[];
	publishRecord(record: RunRecord): void;
	publishEvent(event: Event): void;
	/** Returns how to stop. The first to listen also gets what came before, unless the opening is over. */
	onRecord(listener: (record: RunRecord) => void): () => void;
	onEvent(listener: (event: Event) => void): () => void;
	/** Nobody listened in time: what came before is let go. */
	endOpening(): void;
}

export function createBroadcast(): Broadcast {
	const recordListeners = new Set<(record: RunRecord) => void>();
	const eventListeners = new Set<(event: Event) => void>();
	let backlog: RunRecord[] | undefined = [];
	let events: readonly Event[] = [];

	return {
		get events() {
			return events;
		},
		publishRecord(record) {
			backlog?.push(record);
			for (const listener of recordListeners) listener(record);
		},
		publishEvent(event) {
			events = [...events.slice(-eventsKept + 1), event];
			for (const listener of eventListeners) listener(event);
		},
		onRecord(listener) {
			recordListeners.add(listener);
			for (const record of backlog ?? []) listener(record);
			backlog = undefined;
			return () => recordListeners.delete(listener);
		},
		onEvent(listener) {
			eventListeners.add(listener);
			return () => eventListeners.delete(listener);
		},
		endOpening() {
			backlog = undefined;
		},
	};
}
