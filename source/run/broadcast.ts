import type {RunRecord} from './client.ts';
import type {Event, ShownEvent} from './protocol.ts';

/** Events kept for the screen. */
const eventsKept = 500;

/** Passes on what is recorded to whoever listens. */
export interface Broadcast {
	/** The newest events, oldest first. */
	readonly events: readonly ShownEvent[];
	publishRecord(record: RunRecord): void;
	publishEvent(event: Event): void;
	/** Returns how to stop. The first to listen also gets what came before, unless the opening is over. */
	onRecord(listener: (record: RunRecord) => void): () => void;
	onEvent(listener: (event: Event) => void): () => void;
	/** Nobody listened in time: what came before is let go. */
	endOpening(): void;
}

/** What comes by itself again and again takes one place and leaves room for what was done; single ticks do so too. */
export function repeats(event: Event, next: Event): boolean {
	const by = event.data?.['by'];
	const alike = event.kind === next.kind && event.level === next.level && by === next.data?.['by'];
	return alike && (event.kind === 'step' || by === 'synthetic' || by === 'input');
}

/** `before`: the newest events of a run that has been going on. */
export function createBroadcast(before: readonly ShownEvent[] = []): Broadcast {
	const recordListeners = new Set<(record: RunRecord) => void>();
	const eventListeners = new Set<(event: Event) => void>();
	let backlog: RunRecord[] | undefined = [];
	let events = before;

	return {
		get events() {
			return events;
		},
		publishRecord(record) {
			backlog?.push(record);
			for (const listener of recordListeners) listener(record);
		},
		publishEvent(event) {
			const last = events.at(-1);
			const times = last && repeats(last, event) ? last.times + 1 : 1;
			events = [...events.slice(-eventsKept + 1, times > 1 ? -1 : undefined), {...event, times}];
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
