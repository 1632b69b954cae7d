#include "app/app.hpp"

int main(int argc, char** argv) {
    return backstory::app::run(argc, argv);
}
