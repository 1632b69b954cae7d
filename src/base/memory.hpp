// What a program keeps of the system's memory.
#pragma once

namespace backstory {

// Gives back what was freed after a phase that needed much more than the rest (loading). Does nothing where the
// system's allocator has no such call.
void return_freed_memory();

}  // namespace backstory
