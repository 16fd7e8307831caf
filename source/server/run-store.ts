import type {RunDocument} from '../records/run-document.ts';
import type {RunClient} from '../run/client.ts';
import type {RunPast} from '../run/past.ts';
import type {RunSummary} from './schemas.ts';

/** The runs that a server speaks for. Each throws a Problem when there is no run of that id. */
export interface RunStore {
	/** Live ones first, then the newest. */
	list(): Promise<readonly RunSummary[]>;
	/** A run that is going on. Throws a Problem when it has ended. */
	open(id: string): Promise<RunClient>;
	/** The past of any run. */
	past(id: string): Promise<RunPast>;
	/** run.json of any run. */
	document(id: string): Promise<RunDocument>;
}
