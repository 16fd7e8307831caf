import type {Event, Frame} from '../run/protocol.ts';

/** A frozen display: figures, pictures and events stand still, what is done at the keys is shown all the same. */
export function stillFrame(frozen: Frame, {settings, status, events, link}: Frame): Frame {
	const newest = frozen.events.at(-1)?.seq ?? 0;
	const done = events.filter(event => event.seq > newest && isAnswer(event));
	const {link: _, ...rest} = frozen;
	return {
		...rest,
		...(link ? {link} : {}),
		settings,
		events: done.length === 0 ? frozen.events : [...frozen.events, ...done],
		status: {...frozen.status, paused: status.paused},
	};
}

/** A frozen frame of a graph that the run keeps, when something else of it is drawn now: as that was when it came. */
export function movedFrame(frozen: Frame, {part, field, watched}: Frame): Frame {
	if (!part || (part === frozen.part && sameNodes(watched, frozen.watched))) return frozen;
	const moved = part === frozen.part ? {} : {part, field: field.slice()};
	return {...frozen, ...moved, ...(watched ? {watched} : {})};
}

const sameNodes = (a: Frame['watched'], b: Frame['watched']): boolean =>
	a?.nodes.length === b?.nodes.length && (a?.nodes.every((node, at) => node === b?.nodes[at]) ?? true);

/** A frame that stays as it is: the run writes into the field of the one that it hands out. */
export const heldFrame = (frame: Frame): Frame => ({...frame, field: frame.field.slice()});

/** Whether an event tells of what was done at the keys. */
export const isAnswer = ({data}: Event): boolean => data?.['by'] === 'key' || data?.['why'] === 'asked';
