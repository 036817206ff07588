/** Prints what the galleries show, as JSON. */
import { galleries } from './rivers';

process.stdout.write(JSON.stringify(galleries()));
