import type {TableOptions} from '../edge-table.ts';
import type {Room} from '../forecast.ts';

/** How a file is to be understood, and how much memory its graph may take. */
export interface ReadOptions extends TableOptions {
	/** A file that announces more is refused before anything is allocated, one that has more where it goes beyond. */
	readonly memory?: Room;
}
