/** What the schema generator cannot be told by its own annotations. It must not know any custom resource. */
@NullMarked
package io.drover.crds.schema;

import org.jspecify.annotations.NullMarked;
